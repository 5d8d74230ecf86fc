export { enforcedRules } from './enforced-rules.js';
export { type CatalogueRow, catalogueRowsOf } from './item/catalogue-rows.js';
export { readPolicyRules } from './ledger/read-ledger.js';
export { type Drafting, draftRecommendation, recommendationIdOf } from './recommendation/acts/draft-recommendation.js';
export {
  failExpertEvaluation,
  refuseRecommendation,
  withdrawRecommendation,
} from './recommendation/acts/end-recommendation.js';
export { listRecommendation } from './recommendation/acts/list-recommendation.js';
export { objectToRecommendation } from './recommendation/acts/object-to-recommendation.js';
export { passExpertEvaluation } from './recommendation/acts/pass-expert-evaluation.js';
export { startExpertEvaluation } from './recommendation/acts/start-expert-evaluation.js';
export { submitRecommendation } from './recommendation/acts/submit-recommendation.js';
export { formFiles } from './recommendation/material-rules.js';
export type { OnRecommendation, RecommendationOutcome } from './recommendation/perform-on-recommendation.js';
export type { RecommendationForm } from './recommendation/recommendation-form.js';
export { findRecommendationsById } from './recommendation/recommendation-store.js';
export { catalogue } from './subgraph.js';
