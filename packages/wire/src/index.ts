export { type Bundle, type BundledObject, type BundleLimits, type BundleRefusal, defaultBundleLimits, readBundle } from './bundle.ts'
export { decodeText } from './decode-text.ts'
export { type DemoFacts, type DemoHead, demoFormat, writeDemoFacts } from './demo-data.ts'
export { entryId } from './entry-id.ts'
export type { AddressFact, AliasFact, Edition, FigureFact, ListEntryFact } from './facts.ts'
export { htmlLines } from './html-lines.ts'
export {
  type FileCounts,
  type ImportCounts,
  type Imported,
  type Importer,
  type ImportRun,
  outOfScopeReasons,
  type ReportedRow,
  type ReportReason,
  unreadReasons,
} from './importer.ts'
export { type EditionFacts, importers, readPublishedFacts } from './importers.ts'
export { entrySources, type SeriesSource, type Source, seriesSources } from './source.ts'
