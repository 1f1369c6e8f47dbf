import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'

/** Leads to the exact public page of a record as it would stand now, in the language of the page; nothing for who may not see it. */
export function PreviewLink({ id, title }: { readonly id: string; readonly title: string }) {
  const text = useText()
  const may = useMay()
  if (!may('publication.preview')) return null
  const address = `/api/v1/programme/publications/${encodeURIComponent(id)}/preview?language=${text.language}`
  return (
    <a href={address} target="_blank" rel="noreferrer" aria-label={`${text('people.proposal.preview')}: ${title}`}>
      {text('people.proposal.preview')}
    </a>
  )
}
