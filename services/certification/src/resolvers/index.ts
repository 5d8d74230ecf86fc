import { scalars } from '@shanghai/schema';
import type { CompleteResolvers } from '../generated/resolvers.js';
import { CatalogueItem } from './catalogue-item.js';
import { CertificateBatch, CertificateBatchResult } from './certificate-batch.js';
import { Certificate, CertificateActResult, CertificateCorrection, CertificateHolderResult } from './certificate.js';
import { Clause } from './clause.js';
import { ComparisonMapping } from './comparison-mapping.js';
import { Finding } from './finding.js';
import {
  ComparisonActResult,
  ComparisonApplicant,
  ComparisonCase,
  ComparisonCertification,
  ComparisonHolderResult,
  TouchedComparison,
} from './comparison-case.js';
import { HistoryEntry } from './history.js';
import { ImportRecord } from './import-record.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { CertificateCount } from './statistics.js';
import {
  CertificateVerification,
  ShareLink,
  ShareLinkOpening,
  ShareLinkOpeningResult,
  ShareLinkResult,
  ShareLinkRevocationResult,
  VerifiedCertificate,
} from './verification.js';

const { Day, DistrictCode, FormText, IdempotencyKey, Instant, PageSize, SearchText, UploadText } = scalars;

/** By type and field. A field that is missing here is read from the value of its type under its own name. */
export const resolvers: CompleteResolvers = {
  CatalogueItem,
  CertificateCount,
  CertificateVerification,
  Certificate,
  CertificateActResult,
  CertificateBatch,
  CertificateBatchResult,
  CertificateCorrection,
  CertificateHolderResult,
  Clause,
  ComparisonMapping,
  Day,
  DistrictCode,
  Finding,
  FormText,
  ComparisonActResult,
  ComparisonApplicant,
  ComparisonCase,
  ComparisonCertification,
  ComparisonHolderResult,
  HistoryEntry,
  IdempotencyKey,
  ImportRecord,
  Instant,
  Mutation,
  PageSize,
  Query,
  SearchText,
  ShareLink,
  ShareLinkOpening,
  ShareLinkOpeningResult,
  ShareLinkResult,
  ShareLinkRevocationResult,
  TouchedComparison,
  VerifiedCertificate,
  UploadText,
};
