import type { IndicatorSide } from '@enlace/api'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import classes from './indicators.module.css'

/** How far the way from baseline to target is done: whole where every owner agrees on both, hatched where one does not. */
export function BaselineBar({ side, id }: { readonly side: IndicatorSide; readonly id: string }) {
  const text = useText()
  const parties = useParties()
  const done = side.rates?.done ?? null
  if (done === null) return null
  const share = (value: number) => formatNumber(value, text.tag, { style: 'percent', maximumFractionDigits: 0 })
  const said = done.low === done.high ? share(done.low) : `${share(done.low)}–${share(done.high)}`
  const words = text(done.high < 0 ? 'indicators.done.back' : 'indicators.done', { share: said })
  const clamp = (value: number) => Math.min(1, Math.max(0, value)) * 100
  const isAgreed = side.notAgreedBy.length === 0
  return (
    <div className="stack-tight">
      <svg
        className={classes.bar}
        viewBox="0 0 100 14"
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
        data-party-hue={parties.hueOf(side.side)}
      >
        <defs>
          <pattern id={id} width="2" height="14" patternUnits="userSpaceOnUse">
            <rect className={classes.fill} width="1" height="14" />
          </pattern>
        </defs>
        <rect className={classes.track} width="100" height="14" rx="1" />
        <rect
          className={isAgreed ? classes.fill : undefined}
          fill={isAgreed ? undefined : `url(#${id})`}
          width={clamp(done.low)}
          height="14"
          rx="1"
        />
      </svg>
      <span className="small">{words}</span>
      <span className="small soft">
        {isAgreed
          ? text('indicators.agreed')
          : text('indicators.notAgreed', { names: side.notAgreedBy.map((party) => parties.nameOf(party)).join(', ') })}
      </span>
    </div>
  )
}
