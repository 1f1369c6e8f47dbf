export { answerPath, type SiteAnswer } from './answer-path.ts'
export {
  type Clause,
  type Commitment,
  type Contest,
  type Correction,
  type Indicator,
  inLanguage,
  type Language,
  languages,
  type Matter,
  type Milestone,
  type Owner,
  type Page,
  type Say,
  type Seal,
  type Section,
  type Session,
  type SiteModel,
  type Statement,
  sections,
  type Value,
  type Version,
  type Words,
} from './model.ts'
export { reportAnswer } from './report-answer.ts'
export { type Answered, type WrittenFile, writeDown } from './write-down.ts'
