import type { RequestDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useRequestWords } from './say-request.tsx'

/** The formal request that an arrest was asked for, once it is a request of its own: that it was made, where it is, and what is left to be said here. */
export function FormalNotice({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const words = useRequestWords()
  const open = detail.moves.find(({ refused, note }) => refused === null && detail.formal.some((made) => made.note === note))
  return detail.formal.map(({ id, title, form, left, at }) => (
    <Notice
      key={id}
      tone="info"
      title={left ? text('requests.formal.made', { day: formatDay(at, text.tag) }) : text('requests.formal.drafted')}
    >
      <div className="stack-tight">
        <Link to="/requests/$id" params={{ id }}>
          {title || words.form(form)}
        </Link>
        {left && open !== undefined ? <span>{text('requests.formal.step', { step: words.step(open.step, detail.form) })}</span> : null}
      </div>
    </Notice>
  ))
}
