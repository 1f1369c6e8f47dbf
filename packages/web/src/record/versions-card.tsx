import type { RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { ScrollX } from '../parts/scroll-x.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'

/** Every version this node holds, each with who brought it; two with one date and other bytes stand side by side, flagged. */
export function VersionsCard({ versions }: { readonly versions: RecordDetail['versions'] }) {
  const text = useText()
  return (
    <section className="card pad stack" aria-labelledby="versions">
      <h2 id="versions">{text('versions.title', { count: versions.length })}</h2>
      <ScrollX label={text('versions.title', { count: versions.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('versions.modified')}</th>
              <th scope="col">{text('versions.from')}</th>
              <th scope="col" className="number">
                {text('versions.seq')}
              </th>
              <th scope="col">{text('versions.flags')}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.seq}>
                <td>
                  <Time at={version.modified} seconds />
                </td>
                <td>
                  <PartyMark party={version.from} />
                </td>
                <td className="number">{version.seq}</td>
                <td>
                  {version.flags.length === 0
                    ? '-'
                    : version.flags.map((flag) => (
                        <Tag key={flag} tone="warn">
                          {text.find(`flag.${flag}`) ?? flag}
                        </Tag>
                      ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </section>
  )
}
