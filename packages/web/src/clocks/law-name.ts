import { useQuery } from '@tanstack/react-query'
import { askAgreements } from '../api/people-questions.ts'
import { useText } from '../language/text.ts'
import { askInstruments } from './ask-clocks.ts'

/** Says laws by their names where they are written by the code of an instrument or of an agreement that this node knows, else as they are written. */
export function useSayLaw(wanted = true): (written: string) => string {
  const text = useText()
  const { data: instruments } = useQuery({ ...askInstruments, enabled: wanted, retry: false })
  const { data: agreements } = useQuery({ ...askAgreements, enabled: wanted, retry: false })
  return (written) => {
    if (!isCode(written)) return written
    const known = instruments?.items.find(({ id }) => id === written)?.short ?? agreements?.items.find(({ id }) => id === written)?.title
    return text.of(known) || written
  }
}

/** The same for the one law of a legal basis; nothing where none is written. */
export function useLawName(written: string | undefined): string {
  const say = useSayLaw(written !== undefined && isCode(written))
  return written === undefined ? '' : say(written)
}

/** A law with its article: what a record goes by. Either may be missing. */
export function useBasis(instrument: string | undefined, article: string | undefined): string {
  const text = useText()
  const law = useLawName(instrument)
  const numbered = /^\d/.test(article ?? '') ? `${text('limits.article')} ${article}` : article
  return [law, numbered].filter((part) => part !== undefined && part !== '').join(', ')
}

function isCode(written: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(written)
}
