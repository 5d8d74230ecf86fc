import { levelId } from '@shanghai/kernel';
import { endOfPublicity, isPublicised, pageOfNotice, publicisedItems } from '../application/public-notices.js';
import type { PublicNoticeItemResolvers, PublicNoticeResolvers } from '../generated/resolvers.js';

/** No more than a notice says: whoever is in the form, its sites and its files are nobody's business here. */
export const PublicNotice: PublicNoticeResolvers = {
  applicationId: ({ _id }) => _id,
  applicantName: ({ form }) => form.name,
  items: publicisedItems,
  publishedAt: ({ publicity }) => publicity!.publishedAt,
  ends: endOfPublicity,
  isRunning: (application, { asOf }, { today }) => isPublicised(application, asOf ?? today),
  page: pageOfNotice,
};

export const PublicNoticeItem: PublicNoticeItemResolvers = {
  levels: ({ levels }) => levels.map(levelId),
};
