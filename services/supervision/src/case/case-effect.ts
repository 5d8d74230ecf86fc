import type { Day } from '@shanghai/kernel';
import type { ViolationTier } from '../violation/tier-rules.js';

/** What a case can bring about in another service. */
export type EffectKind = 'SUSPEND_EVALUATION' | 'RESUME_EVALUATION' | 'TERMINATE_FILING' | 'REVOKE_CERTIFICATES';

/** How far an effect is: SET_ASIDE when it was refused and the authority has given it up. */
export type EffectStatus = 'ORDERED' | 'APPLIED' | 'REFUSED' | 'SET_ASIDE';

/** 撤销原因: the two that are printed, no other (CRT-003). */
export type RevocationReason = 'OUT_OF_SCOPE' | 'ERRONEOUS';

/** 处理效果: what was ordered of another service, and what came of it. */
export interface CaseEffect {
  /** The id under which it is ordered and told back. */
  readonly effectId: string;
  readonly kind: EffectKind;
  readonly filingId: string;
  /** That of the decision; null for certificates. */
  readonly tier: ViolationTier | null;
  readonly from: Day | null;
  readonly to: Day | null;
  /** Of certificates alone. */
  readonly certificateIds: readonly string[];
  readonly reason: RevocationReason | null;
  readonly orderedAt: Date;
  readonly status: EffectStatus;
  readonly appliedOn: Day | null;
  /** The event that told of it, by its position in the stream. */
  readonly byEvent: number | null;
  /** Why it was refused, by code. */
  readonly refused: readonly string[];
  /** When the clock told that it had not come; null before. */
  readonly missingToldAt: Date | null;
}
