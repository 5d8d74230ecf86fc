import type { Day, LevelNumber } from '@shanghai/kernel';
import type { DroppedItem } from './editions.js';

/** 等级调整: an item that the edition lists with other levels. Null stands for a level that no catalogue prints. */
export interface RelevelledItem {
  readonly fullName: string;
  readonly levels: readonly (LevelNumber | null)[];
  readonly reason: string;
}

/** What an item of the edition before becomes. Null: as it was. */
export interface Successor {
  readonly fullName: string;
  readonly code: string | null;
  readonly levels: readonly (LevelNumber | null)[] | null;
}

/** 项目承继: how an item of the edition before goes on in this one. */
export interface SucceededItem {
  readonly kind: 'RENAMED' | 'RECODED' | 'SPLIT' | 'TYPO';
  readonly from: string;
  readonly to: readonly Successor[];
  readonly evidence: string;
}

/** What the Bureau says when it publishes an edition. All that it does not name stays as it was. */
export interface EditionStatement {
  /** Year and month: 2026-12. */
  readonly edition: string;
  readonly effectiveOn: Day;
  readonly basisDocument: string;
  readonly dropped: readonly DroppedItem[];
  readonly relevelled: readonly RelevelledItem[];
  readonly succeeded: readonly SucceededItem[];
}
