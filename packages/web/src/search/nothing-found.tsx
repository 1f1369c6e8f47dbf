import { Link } from '@tanstack/react-router'
import type { SearchChoice } from '../api/search-questions.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { IconSearch } from '../parts/icon.tsx'
import { Empty } from '../parts/page-state.tsx'

/** Nothing was found: what else to try, as links that try it. */
export function NothingFound({ q, choice }: { readonly q: string; readonly choice: SearchChoice }) {
  const text = useText()
  const may = useMay()
  const words = q.trim().split(/\s+/)
  const narrowed = Object.values(choice).some((value) => value !== undefined)
  const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? ''
  return (
    <Empty icon={<IconSearch size={32} />} title={text('search.empty', { words: q })}>
      <ul className="stack-tight">
        {narrowed ? (
          <li>
            <Link to="/search" search={{ q }}>
              {text('search.empty.all')}
            </Link>
          </li>
        ) : null}
        {words.length > 1 ? (
          <li>
            <Link to="/search" search={{ q: longest }}>
              {text('search.empty.fewer', { words: longest })}
            </Link>
          </li>
        ) : null}
        {may('list.list') ? (
          <li>
            <Link to="/lists">{text('search.empty.lists')}</Link>
          </li>
        ) : null}
        <li>{text('search.empty.detail')}</li>
      </ul>
    </Empty>
  )
}
