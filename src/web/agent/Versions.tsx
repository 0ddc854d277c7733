import { useQuery } from "@tanstack/react-query"
import { ask } from "../api.ts"
import { here, useFormat } from "../parts/format.ts"
import { reading, useManager } from "../parts/office.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { useWords } from "../words/agents/useWords.ts"

/** What was published, by whom and when. */
export const Versions = ({ current, id, take }: {
  readonly id: string
  readonly current: number | undefined
  readonly take: (yaml: string) => void
}) => {
  const words = useWords()
  const format = useFormat()
  const manager = useManager()
  const versions = useQuery(reading("GET /api/agents/:id/versions", { params: { id } }))
  return (
    <Loaded of={versions} bones={3}>
      {(all) =>
        all.length === 0
          ? (
            <div className="card">
              <Empty icon="clock" small title={words.agents.noVersions} />
            </div>
          )
          : (
            <ol className="card lines versions">
              {all.map((version) => (
                <li key={version.number}>
                  <div>
                    <p className="row">
                      <b>{words.agents.version(version.number)}</b>
                      {version.number === current && (
                        <span className="tag" data-tone="accent">{words.agents.current}</span>
                      )}
                    </p>
                    <p className="quiet small">{words.agents.by(version.by, format.when(version.at, here))}</p>
                    {version.note !== undefined && <p>{version.note}</p>}
                  </div>
                  {manager && (
                    <button
                      type="button"
                      className="button"
                      data-size="small"
                      onClick={() =>
                        void ask("GET /api/agents/:id/versions/:number", { params: { id, number: version.number } })
                          .then(({ yaml }) => take(yaml))}
                    >
                      {words.agents.takeVersion}
                    </button>
                  )}
                </li>
              ))}
            </ol>
          )}
    </Loaded>
  )
}
