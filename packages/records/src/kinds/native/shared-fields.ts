import { instant, killChainPhase, longText, openChoice, text } from '../../field.ts'
import { notBefore } from '../../rules.ts'
import { attackMotivationOv, attackResourceLevelOv } from '../../vocabularies.ts'

/** Properties that several STIX 2.1 types define in the same words. */
export const description = longText('Description', { find: true })
export const aliases = text('Aliases', { many: true, find: true })
export const killChainPhases = killChainPhase('Kill chain phases', { many: true })
export const authors = text('Authors', { many: true, personal: true })
export const goals = text('Goals', { many: true, find: true })
export const firstSeen = instant('First seen')
export const lastSeen = instant('Last seen')
export const seenRule = notBefore('last_seen', 'first_seen')
export const resourceLevel = openChoice('Resource level', attackResourceLevelOv, { vocabulary: 'attack-resource-level-ov' })
export const primaryMotivation = openChoice('Primary motivation', attackMotivationOv, { vocabulary: 'attack-motivation-ov' })
export const motivations = (label: string) => openChoice(label, attackMotivationOv, { vocabulary: 'attack-motivation-ov', many: true })
