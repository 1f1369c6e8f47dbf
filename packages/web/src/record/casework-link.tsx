import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'

/** Kinds that have a page of their own, where one works on them. */
const pages = {
  case: ['/cases/$id', 'record.case'],
  'diplomatic-note': ['/notes/$id', 'record.note'],
  request: ['/requests/$id', 'record.request'],
} as const

/** The way from a record to the page where one works on it; nothing for a kind that has only the page of its record. */
export function CaseworkLink({ id, kind }: { readonly id: string; readonly kind: string }) {
  const text = useText()
  if (!Object.hasOwn(pages, kind)) return null
  const [to, label] = pages[kind as keyof typeof pages]
  return (
    <span>
      <Link to={to} params={{ id }}>
        {text(label)}
      </Link>
    </span>
  )
}
