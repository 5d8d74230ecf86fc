import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 提出初审意见: of the bureau of the head office of a college, to the Centre (RTE-004). */
export async function givePreliminaryOpinion(
  acting: Acting,
  on: OnApplication,
  opinion: { readonly favourable: boolean; readonly text: string },
): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'givePreliminaryOpinion',
      payload: opinion,
      next: () => ({ status: 'CENTRE_REVIEW', preliminaryOpinion: { ...opinion, at: acting.now } }),
    }),
  );
}
