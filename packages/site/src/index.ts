export { answerPath, type SiteAnswer } from './answer-path.ts'
export {
  type Clause,
  type Commitment,
  type Correction,
  type Indicator,
  inLanguage,
  type Language,
  languages,
  type Matter,
  type Owner,
  type Page,
  type Say,
  type Section,
  type Session,
  type SiteModel,
  type Statement,
  sections,
  type Value,
  type Version,
  type Words,
} from './model.ts'
export { pathsOf, reportAnswer } from './site-parts.ts'
