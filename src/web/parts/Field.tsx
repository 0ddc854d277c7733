import { type InputHTMLAttributes, type ReactNode, useId } from "react"
import { Icon } from "./Icon.tsx"

export interface Named {
  readonly id: string
  readonly "aria-describedby": string | undefined
  readonly "aria-invalid": boolean | undefined
}

interface About {
  readonly label: string
  readonly hint?: string | undefined
  readonly wrong?: ReadonlyArray<string>
  readonly doubtful?: ReadonlyArray<string>
}

/** A labelled field, with what is wrong in it beside it. */
export const Field = ({ children, doubtful = [], hint, label, wrong = [] }: About & {
  readonly children: (named: Named) => ReactNode
}) => {
  const id = useId()
  const described = hint !== undefined || wrong.length > 0 || doubtful.length > 0
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": described ? `${id}-about` : undefined,
        "aria-invalid": wrong.length > 0 ? true : undefined
      })}
      {described && (
        <div id={`${id}-about`} className="field">
          {wrong.map((text) => (
            <span key={text} className="wrong">
              <Icon name="warning" size={16} />
              {text}
            </span>
          ))}
          {doubtful.map((text) => (
            <span key={text} className="doubtful">
              <Icon name="warning" size={16} />
              {text}
            </span>
          ))}
          {hint !== undefined && <span className="hint">{hint}</span>}
        </div>
      )}
    </div>
  )
}

interface TextFieldProps extends About, Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "size"> {
  readonly value: string | number
  readonly onText: (text: string) => void
  /** How wide it is: as what it holds, or as the column. */
  readonly size?: "narrow" | "figure"
}

/** A labelled field of one line. */
export const TextField = ({ doubtful, hint, label, onText, size, wrong, ...input }: TextFieldProps) => (
  <Field
    label={label}
    hint={hint}
    {...wrong !== undefined && { wrong }}
    {...doubtful !== undefined && { doubtful }}
  >
    {(named) => (
      <input
        {...input}
        {...named}
        className={size === undefined ? "input" : `input ${size}`}
        onChange={({ target }) => onText(target.value)}
      />
    )}
  </Field>
)
