/** Ways in law by which a person comes from one party to another. One list for both; the word that each used stands beside it. */
export const pathways = {
  extradition: 'Extradition',
  temporary_surrender: 'Temporary surrender',
  security_transfer: 'Transfer under national-security law',
  deportation: 'Deportation',
  expulsion: 'Expulsion',
  voluntary_surrender: 'Presented themselves',
  removal_after_arrest: 'Removal after arrest by the host',
  waiver: 'Waiver or summary surrender',
  sentence_transfer: 'Transfer of a sentenced person',
  rendition_alleged: 'Rendition, alleged',
  unknown: 'Not known',
}
