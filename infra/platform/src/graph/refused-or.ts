/** The type of what an act gives: what it did, or `Refused` with every reason why it did nothing. */
export function refusedOr<Done extends string>(
  done: Done,
): { readonly __resolveType: (outcome: object) => Done | 'Refused' } {
  return { __resolveType: (outcome) => ('refusals' in outcome ? 'Refused' : done) };
}
