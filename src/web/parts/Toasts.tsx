import { dismiss, useToasts } from "./say.ts"

export const Toasts = () => {
  const toasts = useToasts()
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ act, id, text, tone }) => (
        <div key={id} className="toast" data-tone={tone}>
          <span>{text}</span>
          {act !== undefined && (
            <button
              type="button"
              onClick={() => {
                act.run()
                dismiss(id)
              }}
            >
              {act.label}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
