/** Why an occupation is one of the national classification: in the one in force, or announced since (REC-003). */
export type OccupationStanding = 'CLASSIFIED' | 'NEW_OCCUPATION';

/** 推荐表的文件 (REC-008). */
export interface FormFile {
  readonly type: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly reference: string;
}

/** 推荐表, one row of 76号 annex 1 with what stands above and below the rows, as typed. Null is blank. */
export interface RecommendationForm {
  /** The number of the form, which its rows share. */
  readonly formNo: string | null;
  /** 序号: the place of the row in the form. */
  readonly priority: number | null;
  readonly code: string | null;
  readonly occupation: string | null;
  readonly workType: string | null;
  readonly workTypeReason: string | null;
  readonly standing: OccupationStanding | null;
  readonly standardName: string | null;
  readonly standardVersion: string | null;
  readonly isAccessLicence: boolean | null;
  readonly isShortage: boolean | null;
  readonly industries: readonly string[];
  readonly otherIndustry: string | null;
  /** Of the next three years. */
  readonly expectedHeadcounts: readonly number[];
  readonly reason: string | null;
  readonly levelExtensionReason: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly filledOn: string | null;
  readonly files: readonly FormFile[];
}

/** 职业（工种）名称 as the form writes it in two columns. */
export function fullNameOf({ occupation, workType }: Pick<RecommendationForm, 'occupation' | 'workType'>): string {
  return workType === null ? (occupation ?? '') : `${occupation ?? ''}（${workType}）`;
}

/** Whether an occupation is invented: its name says so. */
export function isInvented({ occupation }: Pick<RecommendationForm, 'occupation'>): boolean {
  return occupation?.startsWith('示例') ?? false;
}
