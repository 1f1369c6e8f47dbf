/** Rights of a person that are looked at each time custody changes, under the Vienna Convention on Consular Relations (36), the Convention against Torture (3) and the constitutions of both parties. */
export const custodyRights = {
  consular_notification: 'Consular notification',
  counsel: 'Counsel',
  medical_check: 'Medical check',
  family_told: 'Family told',
  judicial_control: 'Judicial control',
  non_refoulement: 'Check against refoulement',
  interpreter: 'Interpreter',
}

/** How a right stands: what nobody said is not known, and never taken for done. */
export const rightStates = { done: 'Done', refused: 'Refused by the person', not_done: 'Not done', not_known: 'Not known' }
