/**
 * What the services hold for each scalar: what its parser makes of a text, as `module#type` or a type of TypeScript.
 * A scalar that the SDL defines and that is missing here stops the build.
 */
export const serviceScalars: Readonly<Record<string, string>> = {
  CsvText: 'string',
  Day: '@shanghai/kernel#Day',
  DistrictCode: '@shanghai/kernel#DistrictCode',
  FormText: 'string',
  IdempotencyKey: 'string',
  Instant: 'Date',
  OccupationCode: '@shanghai/kernel#OccupationCode',
  OccupationCodePrefix: 'string',
  PageSize: 'number',
  SearchText: 'string',
  SocialCreditCode: '@shanghai/kernel#UnifiedSocialCreditCode',
  UploadText: 'string',
};

/** What a client holds: JSON, and ids as the texts they are (a number as an id would be taken by GraphQL alone). */
export const clientScalars: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(serviceScalars).map((name) => [name, 'string'])),
  PageSize: 'number',
  ID: 'string',
};
