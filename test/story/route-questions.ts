import type { Json } from '../graph/graph.js';
import { answered } from './filing-questions.js';
import { type Held, type Teller, agencyPerson, people } from './teller.js';

const FILED = `query ($id: ID!) {
  agencyApplication(id: $id) {
    route status round { id } reportedToCentreAt
    consents { body authority district { code } itemNames siteNames }
    preliminaryOpinion { favourable }
    items { fullName status standardKind mapping { id } }
    filing {
      id type authority authorityDistrict { code } receiptNo validFrom validTo validityAssumed
      items { nodes { fullName levels standardKind item { id } mapping { id } } }
    }
  }
}`;

/** What the Centre reads of an application that was filed. */
export async function filedApplication(story: Teller, { id }: Held): Promise<Json> {
  return (await story.read(people.centre, FILED, { id })).agencyApplication;
}

/** What waits in the inbox of a bureau, with what can be done about it. */
export async function waitingFor(story: Teller, by: (typeof people)['pudong' | 'xuhui' | 'centre']): Promise<Json> {
  return (await story.read(by, '{ bureauInbox { waiting { nodes { id availableActs } } } }')).bureauInbox.waiting.nodes;
}

/** Whether an agency may assess its first item, for each kind of candidate, with the codes of what fails. */
export async function mayAssessWhom(
  story: Teller,
  agency: string,
  kinds: readonly string[],
): Promise<readonly string[]> {
  const query = 'query ($id: ID!) { agency(id: $id) { filedItems { nodes { id } } } }';
  const { agency: found } = await story.read(agencyPerson(agency), query, { id: agency });
  const item = found.filedItems.nodes[0].id as string;
  const asked = kinds.map(
    (kind) => `${kind}: mayAssess(agencyId: "${agency}", filedItemId: "${item}", candidateKind: ${kind}) {
      mayAssess findings { code verdict }
    }`,
  );
  const answers = await story.read(people.anyone, `{ ${asked.join('\n')} }`);
  return kinds.map((kind) => `${kind} ${answered(answers[kind])}`);
}
