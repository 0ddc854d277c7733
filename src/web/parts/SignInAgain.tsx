import { Dialog as Base } from "@base-ui/react/dialog"
import { useWords } from "../words/useWords.ts"
import { office, reading, useMe } from "./office.ts"
import { SignInForm } from "./SignInForm.tsx"

/** Covers the page of somebody whose session has ended: nobody else sees it, and what they were typing is still there. */
export const SignInAgain = () => {
  const words = useWords()
  const me = useMe()
  return (
    <Base.Root open>
      <Base.Portal>
        <Base.Backdrop className="backdrop covering" />
        <Base.Popup className="dialog">
          <Base.Title>{words.signIn.again}</Base.Title>
          <Base.Description className="quiet">{words.signIn.againLead}</Base.Description>
          <SignInForm
            {...me !== undefined && { known: me.email }}
            onDone={(now) => {
              // Somebody else has nothing to go on with here.
              if (now.id !== me?.id) return location.assign("/")
              office.setQueryData(reading("GET /api/session", {}).queryKey, now)
              void office.invalidateQueries()
            }}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
