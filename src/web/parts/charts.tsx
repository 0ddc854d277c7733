import { useFormat } from "./format.ts"

export interface Bar {
  readonly key: string
  readonly label: string
  readonly value: number
}

/** A column for each day; its numbers are in a table for whoever cannot see it. */
export const Columns = ({ bars, label }: { readonly bars: ReadonlyArray<Bar>; readonly label: string }) => {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const [width, height] = [720, 150]
  const step = width / bars.length
  return (
    <figure>
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line x1="0" x2={width} y1={height + 1} y2={height + 1} className="chart-line" />
        {bars.map(({ key, label: name, value }, index) => {
          const size = Math.max(value === 0 ? 0 : 3, (value / most) * (height - 4))
          return (
            <rect
              key={key}
              className="chart-bar"
              x={index * step + step * 0.14}
              width={step * 0.72}
              y={height - size}
              height={size}
              rx="3"
            >
              <title>{`${name}: ${value}`}</title>
            </rect>
          )
        })}
      </svg>
      <div className="chart-ends quiet small" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
      <table className="unseen">
        <caption>{label}</caption>
        <tbody>
          {bars.map(({ key, label: name, value }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

/** Shares of a whole, the largest first. */
export const Shares = ({ bars }: { readonly bars: ReadonlyArray<Bar> }) => {
  const format = useFormat()
  const all = Math.max(1, bars.reduce((sum, { value }) => sum + value, 0))
  return (
    <ul className="shares">
      {bars.toSorted((a, b) => b.value - a.value).map(({ key, label, value }) => (
        <li key={key}>
          <span>{label}</span>
          <span className="figure quiet">{format.number(value)}</span>
          <span className="share" aria-hidden="true">
            <i style={{ inlineSize: `${Math.max(1, (value / all) * 100)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** How many calls at each hour of each weekday. */
export const Hours = ({ hours, label }: {
  readonly hours: ReadonlyArray<{ readonly weekday: number; readonly hour: number; readonly calls: number }>
  readonly label: string
}) => {
  const format = useFormat()
  const most = Math.max(1, ...hours.map(({ calls }) => calls))
  const [from, to] = [Math.min(8, ...hours.map(({ hour }) => hour)), Math.max(17, ...hours.map(({ hour }) => hour))]
  const columns = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="hours">
        <thead>
          <tr>
            <td />
            {columns.map((hour) => <th key={hour} scope="col" className="quiet">{hour}</th>)}
          </tr>
        </thead>
        <tbody>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <tr key={weekday}>
              <th scope="row" className="quiet">{format.weekday(weekday)}</th>
              {columns.map((hour) => {
                const calls = hours.find((one) => one.weekday === weekday && one.hour === hour)?.calls ?? 0
                return (
                  <td key={hour} title={`${format.weekday(weekday, "long")}, ${hour}: ${calls}`}>
                    <i style={{ opacity: calls === 0 ? 0 : 0.15 + 0.85 * (calls / most) }} />
                    <span className="unseen">{calls}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
