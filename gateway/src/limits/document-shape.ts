import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How much is in a selection set, every fragment counted as often as it is spread. */
interface Extent {
  readonly depth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  /** Of the selection set itself, not of those under it. */
  readonly fields: number;
  /** The most that one field of one selection set is given other names. */
  readonly fieldAliases: number;
}

/** What a document asks for, without a schema. Counts are those of its largest operation. */
export interface DocumentShape extends Extent {
  /** Of the root. */
  readonly fields: number;
  readonly operations: number;
  readonly fragments: number;
  readonly variables: number;
  readonly isRecursive: boolean;
}

const EMPTY: Extent = { depth: 0, selections: 0, aliases: 0, directives: 0, fields: 0, fieldAliases: 0 };

/**
 * Measures a document. Each fragment is measured once, however often it is spread, so that the time grows with the text only.
 * A fragment that spreads itself counts as nothing there, and is told.
 */
export function shapeOf({ definitions }: DocumentNode): DocumentShape {
  const fragments = new Map(definitions.filter(isFragment).map((one) => [one.name.value, one]));
  const measured = new Map<string, Extent>();
  const open = new Set<string>();
  let isRecursive = false;

  function ofFragment(name: string): Extent {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return EMPTY;
    if (open.has(name)) {
      isRecursive = true;
      return EMPTY;
    }
    open.add(name);
    const extent = withDirectives(ofSet(fragment.selectionSet), fragment.directives);
    open.delete(name);
    measured.set(name, extent);
    return extent;
  }

  function ofSelection(selection: SelectionNode): Extent {
    const own = withDirectives({ ...EMPTY, selections: 1 }, selection.directives);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return together(own, ofFragment(selection.name.value));
    if (selection.kind === Kind.INLINE_FRAGMENT) return together(own, ofSet(selection.selectionSet));
    const { alias, selectionSet } = selection;
    const below = selectionSet ? ofSet(selectionSet) : EMPTY;
    const field = { ...own, depth: 1 + below.depth, aliases: alias ? 1 : 0 };
    return { ...together(field, { ...below, depth: 0 }), fields: 1 };
  }

  function ofSet({ selections }: SelectionSetNode): Extent {
    const extent = selections.map(ofSelection).reduce(together, EMPTY);
    return { ...extent, fieldAliases: Math.max(extent.fieldAliases, mostAliased(selections)) };
  }

  const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const extents = operations.map(({ selectionSet, directives }) => withDirectives(ofSet(selectionSet), directives));
  // Those that no operation spreads count too: validation walks through them.
  for (const name of fragments.keys()) extents.push({ ...ofFragment(name), fields: 0 });
  return {
    ...extents.reduce(largest, EMPTY),
    operations: operations.length,
    fragments: definitions.filter(isFragment).length,
    variables: Math.max(0, ...operations.map(({ variableDefinitions }) => variableDefinitions?.length ?? 0)),
    isRecursive,
  };
}

function isFragment(definition: DefinitionNode): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

function withDirectives(extent: Extent, directives: readonly unknown[] | undefined): Extent {
  return { ...extent, directives: extent.directives + (directives?.length ?? 0) };
}

function mostAliased(selections: readonly SelectionNode[]): number {
  const counts = new Map<string, number>();
  for (const one of selections)
    if (one.kind === Kind.FIELD && one.alias) counts.set(one.name.value, (counts.get(one.name.value) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function together(one: Extent, other: Extent): Extent {
  return {
    depth: Math.max(one.depth, other.depth),
    selections: one.selections + other.selections,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    fields: one.fields + other.fields,
    fieldAliases: Math.max(one.fieldAliases, other.fieldAliases),
  };
}

function largest(one: Extent, other: Extent): Extent {
  return {
    depth: Math.max(one.depth, other.depth),
    selections: Math.max(one.selections, other.selections),
    aliases: Math.max(one.aliases, other.aliases),
    directives: Math.max(one.directives, other.directives),
    fields: Math.max(one.fields, other.fields),
    fieldAliases: Math.max(one.fieldAliases, other.fieldAliases),
  };
}
