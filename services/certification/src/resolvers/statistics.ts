import { findDistrict, levelId, type LevelNumber } from '@shanghai/kernel';
import type { CertificateCountResolvers } from '../generated/resolvers.js';

export const CertificateCount = {
  value: ({ dimension, value }) => {
    if (value === null) return null;
    return dimension === 'LEVEL' ? levelId(value as LevelNumber) : String(value);
  },
  district: ({ dimension, value }) => (dimension === 'DISTRICT' ? findDistrict(String(value)) : null),
  item: ({ itemId, occupation }) => (itemId === null ? null : { id: itemId, fullName: occupation ?? '' }),
  agency: ({ dimension, value }) => (dimension === 'AGENCY' && value !== null ? { id: String(value) } : null),
} satisfies CertificateCountResolvers;
