import type { Clause } from '@shanghai/kernel';

/** 岗位类别: three named roles and the eight functional categories (八大岗位) of 附件5-1. */
export type PostCategory =
  | 'HEAD'
  | 'EXECUTIVE_HEAD'
  | 'LIAISON'
  | 'PROJECT_MANAGEMENT'
  | 'APPLICATION_MANAGEMENT'
  | 'EXAM_MANAGEMENT'
  | 'QUESTION_BANK'
  | 'QUALITY_SUPERVISION'
  | 'SCORE_MANAGEMENT'
  | 'ARCHIVES'
  | 'INFORMATION_MANAGEMENT';

/** 具体岗位: the twenty of 附件5-1. */
export type PostId =
  | 'AGENCY_HEAD'
  | 'EXECUTIVE_HEAD'
  | 'LIAISON'
  | 'PROJECT_DEVELOPMENT'
  | 'APPLICATION_INTAKE'
  | 'APPLICATION_REVIEW'
  | 'FINANCE'
  | 'EXAM_SCHEDULING'
  | 'SITE_MANAGEMENT'
  | 'EXAMINER_MANAGEMENT'
  | 'QUESTION_BANK_MANAGEMENT'
  | 'PAPER_ASSEMBLY'
  | 'INTERNAL_SUPERVISOR_MANAGEMENT'
  | 'QUALITY_MANAGEMENT'
  | 'SCORE_ENTRY'
  | 'SCORE_CONFIRMATION'
  | 'CERTIFICATE_MANAGEMENT'
  | 'ARCHIVES'
  | 'IT_MANAGEMENT'
  | 'SURVEILLANCE';

/** 操作和审核: which of the two sides of a key post somebody has (STF-009). */
export type Duty = 'OPERATE' | 'REVIEW';

/** One post as 附件5-1 prints it. */
export interface Post {
  readonly id: PostId;
  readonly label: string;
  readonly category: PostCategory;
  readonly categoryLabel: string;
  /** What its two sides are called, where one post has both: 初审 and 复核. */
  readonly duties: Readonly<Record<Duty, string>> | null;
  /** The words on its duty, which a page break divides once. */
  readonly clauses: readonly [Clause, ...Clause[]];
}

/** A post that somebody has, with the side of it where the post has two. Null: not said which. */
export interface Holding {
  readonly post: PostId;
  readonly duty: Duty | null;
}
