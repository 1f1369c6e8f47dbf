import type { Text } from '../language/text.ts'

/** An action of the policy in words; its code while these pages have none (a newer node). */
export function sayAction(action: string, text: Text): string {
  return text.find(`people.action.${action}`) ?? action
}

/** The part of the work that an action belongs to. */
export function sayArea(area: string, text: Text): string {
  return text.find(`people.area.${area}`) ?? area
}
