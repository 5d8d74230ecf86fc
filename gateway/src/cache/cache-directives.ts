import { type ConstDirectiveNode, Kind, parse, valueFromASTUntyped } from 'graphql';

/** How long what a field answers stays true, and what ends that earlier. */
export interface CacheRule {
  readonly seconds: number;
  /** Topics of events: when one of them is told, the time has ended. */
  readonly tags: readonly string[];
}

/** What `@cacheFor` and `@personal` say, by type and by coordinate. */
export interface CacheRules {
  /** By the name of a type, `FiledAgency`, or of a field, `Query.agency`. */
  readonly rules: ReadonlyMap<string, CacheRule>;
  /** The coordinates of fields that tell of a person. */
  readonly personal: ReadonlySet<string>;
}

/** Reads the directives of a composed graph. */
export function readCacheRules(supergraphSdl: string): CacheRules {
  const rules = new Map<string, CacheRule>();
  const personal = new Set<string>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    note(type, definition.directives);
    for (const field of definition.fields ?? []) note(`${type}.${field.name.value}`, field.directives);
  }
  return { rules, personal };

  function note(coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void {
    const rule = ruleIn(directives);
    if (rule) rules.set(coordinate, rule);
    if (directives?.some(({ name }) => name.value === 'personal')) personal.add(coordinate);
  }
}

function ruleIn(directives: readonly ConstDirectiveNode[] | undefined): CacheRule | undefined {
  const found = directives?.find(({ name }) => name.value === 'cacheFor');
  if (!found) return undefined;
  const given = Object.fromEntries(
    (found.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
  return { seconds: given['seconds'] as number, tags: (given['tags'] ?? []) as readonly string[] };
}
