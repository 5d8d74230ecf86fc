import { judgeUnreported } from '../../route/assessed-rules.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';

/** 将结果报送市职鉴中心: once, after the bureau has filed a district enterprise (RTE-002). */
export async function reportToCentre(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'reportToCentre',
      judge: (application) => [judgeUnreported(application)],
      next: () => ({ reportedToCentreAt: acting.now }),
    }),
  );
}
