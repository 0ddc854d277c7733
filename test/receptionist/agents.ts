import { AgentConfig, Provisioning } from "../../src/domain/AgentConfig.ts"
import { AgentId } from "../../src/domain/Ids.ts"
import type { Language } from "../../src/domain/Language.ts"
import { departmentAt } from "../support/departments.ts"

const base = {
  id: AgentId.make("clinic"),
  name: "Sophie",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  transfers: [],
  provisioning: new Provisioning({})
} as const

/** Bilingual, without anything that may be left out. */
export const plain = new AgentConfig(base)

/** Everything that an agent file can say. */
export const full = new AgentConfig({
  ...base,
  name: "John",
  defaultLanguage: "ENGLISH",
  description: "A family clinic in Longueuil.\r\nIt has four doctors.\n",
  openingHours: "Monday to Friday: 9:00 AM - 6:00 PM Eastern\nSaturday & Sunday: Closed\n",
  faqs: "Q: Is there parking?\nA: Yes, behind the building.\n",
  instructions: "- Ask for the caller's name.\n- Never give medical advice.\n",
  transfers: [
    departmentAt("Technical Support", "+15147548195", "Transfer when a caller needs human support\nwith the portal."),
    departmentAt("Réception", "sip:desk@clinic.example"),
    departmentAt("Billing", "not a number", "Invoices.")
  ]
})

export const unilingual = (language: Language) =>
  new AgentConfig({ ...base, supportedLanguages: [language], defaultLanguage: language })

export const startingIn = (language: Language) => new AgentConfig({ ...base, defaultLanguage: language })

export const withTransfers = (...transfers: ReadonlyArray<readonly [department: string, number: string]>) =>
  new AgentConfig({
    ...base,
    transfers: transfers.map(([department, number]) => departmentAt(department, number))
  })
