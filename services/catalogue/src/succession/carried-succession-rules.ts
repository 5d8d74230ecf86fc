import { stableId } from '@shanghai/kernel';
import type { Succession, SuccessionItem } from './succession-rules.js';

/** Where an item of the edition before goes in the one made from it. */
interface Step {
  readonly toIds: readonly string[];
  /** Null for an item that keeps its name. */
  readonly succession: Succession | null;
}

/**
 * The successions from all earlier editions into one that was made from the one before it: where those to the edition before
 * lead by its own. Without them a comparison over several editions would not know what the single steps say.
 */
export function carriedSuccessions(
  items: readonly SuccessionItem[],
  successions: readonly Succession[],
  { previous, edition }: { readonly previous: string; readonly edition: string },
): readonly Succession[] {
  const byId = new Map(items.map((item) => [item._id, item]));
  const stepOf = stepsBetween(items, successions, { previous, edition });
  const earlier = successions.filter((one) => one.toEdition === previous && one.kind !== 'RECODED');
  const followed = earlier.map((one) =>
    onward(
      one,
      one.toIds.flatMap((id) => stepOf.get(id) ?? []),
      edition,
    ),
  );
  const hasOwn = new Set(earlier.map(({ fromId }) => fromId));
  const begun = items
    .filter((item) => item.edition < previous && !hasOwn.has(item._id))
    .flatMap((item) => {
      const listed = items.find((one) => one.edition === previous && one.key === item.key);
      const succession = listed && stepOf.get(listed._id)?.succession;
      return succession ? [from(item, succession)] : [];
    });
  return [...followed, ...begun].filter(
    ({ fromId, toIds, kind }) =>
      toIds.length > 1 ||
      (toIds.length === 1 && kind !== 'RECODED' && byId.get(fromId)?.key !== byId.get(toIds[0]!)?.key),
  );
}

function stepsBetween(
  items: readonly SuccessionItem[],
  successions: readonly Succession[],
  { previous, edition }: { readonly previous: string; readonly edition: string },
): ReadonlyMap<string, Step> {
  const own = successions.filter((one) => one.fromEdition === previous && one.toEdition === edition);
  const sameName = new Map(items.filter((item) => item.edition === edition).map((item) => [item.key, item._id]));
  return new Map(
    items
      .filter((item) => item.edition === previous)
      .map(({ _id, key }): [string, Step] => {
        const succession = own.find(({ fromId }) => fromId === _id) ?? null;
        const kept = sameName.get(key);
        return [_id, { succession, toIds: succession?.toIds ?? (kept === undefined ? [] : [kept]) }];
      }),
  );
}

/** A succession to the edition before, led on by the steps of its parts. */
function onward(one: Succession, steps: readonly Step[], toEdition: string): Succession {
  const toIds = [...new Set(steps.flatMap((step) => step.toIds))];
  const evidence = [one, ...steps.flatMap(({ succession }) => succession ?? [])].map((each) => each.evidence);
  return {
    _id: stableId('succession', one.fromId, ...toIds),
    kind: toIds.length > 1 ? 'SPLIT' : one.kind === 'SPLIT' ? 'RENAMED' : one.kind,
    fromEdition: one.fromEdition,
    toEdition,
    fromId: one.fromId,
    toIds,
    evidence: [...new Set(evidence)].join('; '),
  };
}

/** A succession of the edition before, for an earlier item that has kept its name until then. */
function from({ _id, edition }: SuccessionItem, succession: Succession): Succession {
  return {
    ...succession,
    _id: stableId('succession', _id, ...succession.toIds),
    fromEdition: edition,
    fromId: _id,
  };
}
