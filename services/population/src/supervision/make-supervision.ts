import { type DistrictCode, districts } from '@shanghai/kernel';
import type { ActingWith } from '../acting-as.js';
import type { PopulationSize } from '../population-size.js';
import { createRandom } from '../random.js';
import { type CaseLife, caseLives } from './invented-cases.js';
import { inspectionLives } from './invented-inspections.js';
import { makeAssessments } from './make-assessments.js';
import { type CasePlan, makeCases } from './make-cases.js';
import { makeDraws } from './make-draws.js';
import { type InspectionPlan, inventedInspectionId, makeInspections } from './make-inspections.js';
import { supervisedPlaces } from './supervised-places.js';
import type { ActingUntil, SupervisedPlace } from './supervision-acting.js';

/** The district of which everything is invented in the small size too: whose morning the README tells. */
export const SHOWN_DISTRICT: DistrictCode = '310115';

/** How much is invented of the supervision of a district: so often every life, and so many lives by turns. */
export interface SupervisionShare {
  readonly rounds: number;
  readonly byTurns: number;
}

/** What is invented of a district in a size. */
export function shareOf(size: PopulationSize, district: DistrictCode): SupervisionShare {
  if (size === 'M') return { rounds: 1, byTurns: 0 };
  return district === SHOWN_DISTRICT ? { rounds: 1, byTurns: 0 } : { rounds: 0, byTurns: 1 };
}

/** What invented supervision is made with. */
export interface MakingSupervision extends ActingUntil {
  readonly size: PopulationSize;
  /** The ids of the agencies that the generator has made: nothing is invented of others. */
  readonly known: ReadonlySet<string>;
  readonly seed?: string;
}

/**
 * Makes the invented draws, inspections, cases and assessments of the sixteen districts that are not there yet, each by its acts on
 * their own days; what is there stays. The store is that of supervision, to which agencies have told of the invented ones. Gives
 * a line for each that was refused.
 */
export async function makeSupervision({
  seed = 'population',
  size,
  known,
  ...making
}: MakingSupervision): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [at, { code }] of districts.entries()) {
    if (making.signal?.aborted) break;
    const places = await supervisedPlaces(making, code, known);
    const share = shareOf(size, code);
    // First, so that no grade follows yet from what is made after.
    if (share.rounds > 0) lines.push(...(await makeDraws(making, code, seed)));
    const inspections = inspectionsOf({ seed, places, share, turn: at });
    lines.push(...(await makeInspections(making, inspections)));
    lines.push(...(await makeCases(making, casesOf({ seed, places, share, turn: at, inspections, making }))));
    lines.push(...(await makeAssessments(making, places, seed)));
  }
  return lines;
}

interface District {
  readonly seed: string;
  readonly places: readonly SupervisedPlace[];
  readonly share: SupervisionShare;
  readonly turn: number;
}

/** The lives of a share, each with a number of its own: all of them in rounds, then so many beginning with the turn. */
function livesOf<Life>(lives: readonly Life[], { rounds, byTurns }: SupervisionShare, turn: number) {
  const inRounds = Array.from({ length: rounds }, (_, round) => lives.map((life) => ({ life, no: round }))).flat();
  const turns = Array.from({ length: byTurns }, (_, no) => ({ life: lives[(turn + no) % lives.length]!, no }));
  return [...inRounds, ...turns];
}

function inspectionsOf({ seed, places, share, turn }: District): readonly InspectionPlan[] {
  return livesOf(inspectionLives, share, turn).flatMap(({ life, no }) => {
    const place = placeFor([seed, 'inspection', turn, life.name, no], places);
    return place ? [{ key: `invented-inspection-${place.district}-${life.name}-${no}`, life, place }] : [];
  });
}

function casesOf({
  inspections,
  making,
  ...of
}: District & { readonly inspections: readonly InspectionPlan[]; readonly making: ActingWith }): readonly CasePlan[] {
  return livesOf(caseLives, of.share, of.turn).flatMap(({ life, no }) => {
    const begun =
      life.source === 'INSPECTION' ? inspections.filter((one) => one.life.ends === 'CASE_OPENED')[no] : null;
    if (begun === undefined) return [];
    const place = begun?.place ?? placeFor([of.seed, 'case', of.turn, life.name, no], of.places.filter(fits(life)));
    if (!place) return [];
    const inspectionId = begun && inventedInspectionId(making, begun);
    return [{ key: `invented-case-${place.district}-${life.name}-${no}`, life, place, inspectionId }];
  });
}

/** A district suspends what it has filed, and proposes to the city what it has not. */
function fits({ ownFiling, ends }: CaseLife): (place: SupervisedPlace) => boolean {
  return ({ filingId }) => (ownFiling ? filingId !== null : ends !== 'REFERRED_TO_CITY' || filingId === null);
}

function placeFor(
  parts: readonly (string | number)[],
  places: readonly SupervisedPlace[],
): SupervisedPlace | undefined {
  return places.length === 0 ? undefined : createRandom(...parts).pick(places);
}
