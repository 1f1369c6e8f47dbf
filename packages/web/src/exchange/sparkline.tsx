import classes from './history.module.css'

const width = 240
const height = 40

/** Counts over time as bars, drawn by hand in SVG; what it shows is said in `label` and stands in a table beside it. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const most = Math.max(1, ...values)
  const step = width / Math.max(1, values.length)
  return (
    <svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {values.map((value, index) => {
        const tall = value === 0 ? 0 : Math.max(2, (value / most) * (height - 2))
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
            key={index}
            x={index * step + step * 0.1}
            y={height - tall}
            width={step * 0.8}
            height={tall}
            fill="currentColor"
          />
        )
      })}
    </svg>
  )
}
