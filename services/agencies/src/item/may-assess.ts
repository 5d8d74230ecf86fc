import type { Day } from '@shanghai/kernel';
import { badUserInput } from '@shanghai/platform';
import type { Context } from '../context.js';
import { isSameItem } from '../filing/filed-scope.js';
import { openEditionOn } from '../listed-item/edition-in-force-rules.js';
import { findLineage } from '../listed-item/listed-item-store.js';
import { findBodyFacts } from '../restriction/restriction-store.js';
import {
  type AssessmentAnswer,
  type AssessmentFacts,
  type AssessmentQuestion,
  answerQuestion,
} from './assessment-question-rules.js';
import type { FiledItem } from './filed-item.js';

/** Who is asked about, and what: a catalogue item with what it succeeds and is succeeded by, or a filed item on all its days. */
export interface AskedOf {
  readonly agencyId: string;
  readonly itemId?: string | null;
  readonly filedItemId?: string | null;
}

/** An answer of an agency on a day. */
export interface MayAssessAnswer extends AssessmentAnswer {
  readonly agencyId: string;
  readonly on: Day;
}

/**
 * 可否评价: whether an agency may assess an item at a level, in a district, somebody of a kind, on a day, with every reason; null
 * when there is no such agency. Four commands at most, and one for the sites where a district is asked for.
 * @throws GraphQLError BAD_USER_INPUT when not exactly one of the two ids is given
 */
export async function mayAssess(
  context: Context,
  asked: AskedOf,
  question: AssessmentQuestion,
): Promise<MayAssessAnswer | null> {
  const { agencyId, itemId, filedItemId } = asked;
  if ((itemId == null) === (filedItemId == null))
    throw badUserInput('give the id of a catalogue item or of a filed item', { argument: 'itemId' });
  const agency = await context.loaders.agency.load(agencyId);
  if (!agency) return null;
  const facts = await gatherFacts(context, asked, question);
  return { ...answerQuestion(question, { agency, ...facts }), agencyId, on: question.on };
}

/**
 * The answers to several questions about one item of one agency, in their order, as `mayAssess` gives each; the facts are looked
 * up once, and whether the list has the item as of the first of the questions, which only remarks.
 */
export async function mayAssessAll(
  context: Pick<Context, 'store' | 'loaders'>,
  asked: AskedOf,
  questions: readonly AssessmentQuestion[],
): Promise<readonly MayAssessAnswer[]> {
  const [first] = questions;
  const agency = await context.loaders.agency.load(asked.agencyId);
  if (!agency || !first) return [];
  const district = questions.find((one) => one.district !== null)?.district ?? null;
  const facts = await gatherFacts(context, asked, { on: first.on, district });
  const { agencyId } = asked;
  return questions.map((one) => ({ ...answerQuestion(one, { agency, ...facts }), agencyId, on: one.on }));
}

async function gatherFacts(
  { store, loaders }: Pick<Context, 'store' | 'loaders'>,
  { agencyId, itemId, filedItemId }: AskedOf,
  question: Pick<AssessmentQuestion, 'on' | 'district'>,
): Promise<Omit<AssessmentFacts, 'agency'>> {
  const { on } = question;
  const [held, body, sites] = await Promise.all([
    loaders.filedItemsOfAgency.load(agencyId),
    findBodyFacts(store, { agencyId, creditCode: null }),
    question.district === null ? [] : loaders.sitesOfAgency.load(agencyId),
  ]);
  for (const item of held) loaders.filedItem.prime(item._id, item);
  const meant = filedItemId == null ? null : (held.find(({ _id }) => _id === filedItemId) ?? null);
  const catalogueId = itemId ?? meant?.itemId ?? null;
  const known = catalogueId === null ? null : await findListing(store, catalogueId, on);
  const lineage = known?.item ? [known.item.itemId, ...known.item.lineageIds] : [catalogueId];
  const isMeant = (item: FiledItem): boolean =>
    filedItemId == null ? lineage.includes(item.itemId) : meant !== null && isSameItem(item, meant);
  return {
    items: held.filter(isMeant),
    sites,
    restrictions: body.restrictions,
    isListed: known && known.edition !== null ? known.isListed : null,
    isItemKnown: filedItemId != null || known?.item != null,
  };
}

/** The item in the published lists, and whether the list in force on the day has it, under whatever name. */
async function findListing(store: Context['store'], itemId: string, on: Day) {
  const { editions, items } = await findLineage(store, itemId);
  const edition = openEditionOn(editions, on);
  const item = items.find((one) => one.itemId === itemId) ?? null;
  return { edition, item, isListed: item !== null && items.some((one) => one.edition === edition) };
}
