import { useWords } from "../words/agents/useWords.ts"
import { Choice, Section, Text } from "./fields.tsx"
import type { Draft } from "./useDraft.ts"

/** A number, with a comma or a point; anything else as it was typed, for the checks to tell of. */
const number = (text: string): unknown => {
  const read = Number(text.trim().replace(",", "."))
  return Number.isNaN(read) ? text : read
}

/** How the agent sounds and listens; what is left open is the worker's. */
export const VoiceForm = ({ draft }: { readonly draft: Draft }) => {
  const { fields, sections } = useWords().agents
  return (
    <Section title={sections.voice}>
      <div className="field-pair">
        <Choice
          draft={draft}
          label={fields.pipeline}
          path={["voice", "pipeline"]}
          options={Object.entries(fields.pipelines)}
          unset={fields.workersOwn}
        />
        <Choice
          draft={draft}
          label={fields.turnDetection}
          path={["voice", "turnDetection"]}
          options={Object.entries(fields.turnDetections)}
          unset={fields.workersOwn}
        />
      </div>
      <div className="field-pair thirds">
        <Text
          draft={draft}
          label={fields.realtimeVoice}
          placeholder={fields.workersOwn}
          path={["voice", "realtimeVoice"]}
        />
        <Text draft={draft} label={fields.ttsVoice} placeholder={fields.workersOwn} path={["voice", "ttsVoice"]} />
        <Text
          draft={draft}
          label={fields.speed}
          hint={fields.speedHint}
          placeholder="1"
          path={["voice", "speed"]}
          write={number}
        />
      </div>
    </Section>
  )
}
