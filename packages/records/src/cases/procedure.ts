/** Steps of a criminal procedure in words of neither party: what a funnel counts. */
export const proceduralSteps = {
  warrant: 'Warrant',
  arrest: 'Arrest',
  first_appearance: 'First appearance',
  charge: 'Charge',
  trial: 'Trial',
  judgment: 'Judgment of guilt',
  sentence: 'Sentence',
  appeal: 'Appeal',
  quashed: 'Judgment set aside',
  acquittal: 'Acquittal',
  dismissed: 'Ended without a judgment',
}

/** Steps as the law of one party names them. `like` is the step of the list above that it stands nearest to; they are not one to one. */
export type LocalStep = { readonly party: 'mx' | 'us'; readonly label: string; readonly like: keyof typeof proceduralSteps }

const localSteps = {
  mx_orden_aprehension: { party: 'mx', label: 'Order of arrest (orden de aprehensión)', like: 'warrant' },
  mx_flagrancia: { party: 'mx', label: 'Arrest in the act (flagrancia)', like: 'arrest' },
  mx_caso_urgente: { party: 'mx', label: 'Arrest by the prosecutor (caso urgente)', like: 'arrest' },
  mx_aprehension: { party: 'mx', label: 'Order of arrest carried out (cumplimiento)', like: 'arrest' },
  mx_audiencia_inicial: { party: 'mx', label: 'Initial hearing (audiencia inicial)', like: 'first_appearance' },
  mx_imputacion: { party: 'mx', label: 'Imputation (formulación de imputación)', like: 'first_appearance' },
  mx_vinculacion: { party: 'mx', label: 'Bound over to proceedings (vinculación a proceso)', like: 'charge' },
  mx_acusacion: { party: 'mx', label: 'Accusation (acusación)', like: 'charge' },
  mx_juicio_oral: { party: 'mx', label: 'Oral trial (juicio oral)', like: 'trial' },
  mx_fallo: { party: 'mx', label: 'Verdict of guilt (fallo condenatorio)', like: 'judgment' },
  mx_sentencia: { party: 'mx', label: 'Sentence (sentencia condenatoria)', like: 'sentence' },
  mx_absolutoria: { party: 'mx', label: 'Acquittal (sentencia absolutoria)', like: 'acquittal' },
  mx_sobreseimiento: { party: 'mx', label: 'Dismissal (sobreseimiento)', like: 'dismissed' },
  us_warrant: { party: 'us', label: 'Arrest warrant on a complaint', like: 'warrant' },
  us_arrest: { party: 'us', label: 'Arrest under a warrant or on probable cause', like: 'arrest' },
  us_initial_appearance: { party: 'us', label: 'Initial appearance before a magistrate', like: 'first_appearance' },
  us_complaint: { party: 'us', label: 'Criminal complaint', like: 'charge' },
  us_indictment: { party: 'us', label: 'Indictment by a grand jury', like: 'charge' },
  us_information: { party: 'us', label: 'Information by the prosecutor', like: 'charge' },
  us_trial: { party: 'us', label: 'Trial by jury or bench', like: 'trial' },
  us_plea: { party: 'us', label: 'Plea of guilty accepted', like: 'judgment' },
  us_verdict: { party: 'us', label: 'Verdict of guilt', like: 'judgment' },
  us_sentencing: { party: 'us', label: 'Sentencing', like: 'sentence' },
  us_acquittal: { party: 'us', label: 'Acquittal by verdict', like: 'acquittal' },
  us_dismissal: { party: 'us', label: 'Dismissal or nolle prosequi', like: 'dismissed' },
} as const satisfies Readonly<Record<string, LocalStep>>

/** Labels of the steps as a party names them, by code. */
export const localStepLabels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(localSteps).map(([code, { label }]) => [code, label]),
)

const byCode: ReadonlyMap<string, LocalStep> = new Map(Object.entries(localSteps))

/** A step as one party names it, or undefined for a code newer than this release. */
export function findLocalStep(code: string): LocalStep | undefined {
  return byCode.get(code)
}
