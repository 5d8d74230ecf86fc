/** What one operation may cost at most for its default page sizes: JOURNEYS, and the comment at the head of its file. */
export interface Budget {
  readonly subgraphCalls: number;
  readonly storeCommands: number;
}

/** Every operation of `schema/operations` with its budget, and the variables under which it is measured beside its example. */
export const budgets: Readonly<
  Record<string, Budget & { readonly alsoWith: readonly Readonly<Record<string, unknown>>[] }>
> = {
  AgencyPage: { subgraphCalls: 4, storeCommands: 8, alsoWith: [] },
  CatalogueBrowse: { subgraphCalls: 1, storeCommands: 3, alsoWith: [{}, { edition: '2024-01' }, { first: 100 }] },
  ComparisonPicker: { subgraphCalls: 3, storeCommands: 6, alsoWith: [{}, { first: 100 }] },
  CoverageGaps: {
    subgraphCalls: 3,
    storeCommands: 6,
    alsoWith: [{ edition: '2025-03' }, { edition: '2024-01', followSuccessions: false }],
  },
  EditionDiff: {
    subgraphCalls: 3,
    storeCommands: 8,
    alsoWith: [
      { from: '2024-01', to: '2025-03' },
      { from: '2024-08', to: '2025-03', first: 100 },
    ],
  },
  WhereCanIBeAssessed: { subgraphCalls: 3, storeCommands: 6, alsoWith: [{ text: '师' }, { text: '烹调', first: 20 }] },
};
