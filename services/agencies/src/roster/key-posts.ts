import type { Duty, Holding } from '../post/post.js';

/** 关键岗位: where one operates and another reviews (STF-009). The open list of the notice is read as these three (PR). */
export interface KeyPost {
  readonly id: 'APPLICATION_REVIEW' | 'SCORE_MANAGEMENT' | 'PAPER_ASSEMBLY';
  readonly label: string;
  /** What counts as either side of it. */
  readonly sides: Readonly<Record<Duty, Holding>>;
  /** Whether an agency without exams, that is one for comparison, may leave it empty (STF-013, PR). */
  readonly isForExams: boolean;
}

export const keyPosts: readonly KeyPost[] = [
  {
    id: 'APPLICATION_REVIEW',
    label: '申报审核',
    sides: {
      OPERATE: { post: 'APPLICATION_REVIEW', duty: 'OPERATE' },
      REVIEW: { post: 'APPLICATION_REVIEW', duty: 'REVIEW' },
    },
    isForExams: false,
  },
  {
    id: 'SCORE_MANAGEMENT',
    label: '成绩管理',
    sides: {
      OPERATE: { post: 'SCORE_ENTRY', duty: null },
      REVIEW: { post: 'SCORE_CONFIRMATION', duty: null },
    },
    isForExams: false,
  },
  {
    id: 'PAPER_ASSEMBLY',
    label: '抽题组卷',
    sides: {
      OPERATE: { post: 'PAPER_ASSEMBLY', duty: 'OPERATE' },
      REVIEW: { post: 'PAPER_ASSEMBLY', duty: 'REVIEW' },
    },
    isForExams: true,
  },
];

/** The two sides of a key post. */
export const duties: readonly Duty[] = ['OPERATE', 'REVIEW'];

/** The other side. */
export function otherSide(duty: Duty): Duty {
  return duty === 'OPERATE' ? 'REVIEW' : 'OPERATE';
}
