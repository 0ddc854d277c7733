import { useNavigate, useSearch } from "@tanstack/react-router"
import { useEffect } from "react"
import { Doorstep } from "../parts/Doorstep.tsx"
import { office, reading } from "../parts/office.ts"
import { SignInForm } from "../parts/SignInForm.tsx"
import { useWords } from "../words/useWords.ts"

export const SignIn = () => {
  const words = useWords()
  const navigate = useNavigate()
  const { to } = useSearch({ from: "/sign-in" })
  useEffect(() => {
    document.title = words.signIn.title
  }, [words])
  return (
    <Doorstep title={words.signIn.title} lead={words.signIn.lead}>
      <SignInForm
        onDone={(me) => {
          office.clear()
          office.setQueryData(reading("GET /api/session", {}).queryKey, me)
          void navigate({ href: to ?? "/" })
        }}
      />
    </Doorstep>
  )
}
