import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useRoleName } from '../people/role-name.ts'

/** That nothing of it is public before a second person agrees, who that can be, and where. */
export function SecondPerson({ seconds }: { readonly seconds: readonly string[] }) {
  const text = useText()
  const roleName = useRoleName()
  const roles = new Intl.ListFormat(text.tag, { type: 'disjunction' }).format(seconds.map(roleName))
  return (
    <Notice tone="info" title={text('programme.publication.second')}>
      {text('programme.publication.second.who', { roles })} <Link to="/proposals">{text('people.nav.proposals')}</Link>
    </Notice>
  )
}
