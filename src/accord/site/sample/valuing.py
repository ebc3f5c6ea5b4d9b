"""The money of the story with its evidence: cases, who signed them, releases, postings, what it really caused.

What is so at Halden Mutual, by initiative (the truths say what must be found of it):

- **Every initiative of Operations** and *Month-end checks* has a case with ranges, tied to the measure of its goal, signed
  by the sponsor, the lead and the head of controlling (Edda Falk) three weeks before the first month of money. Money is
  released in stages; the value is reviewed every quarter.
- *Invoice reading*: stage one is released; **stage two waits for the CFO**. Business and IT expect the same of it.
- *Damage photo reading*: **a real effect**. Visits of surveyors fell in the region that has it, in six others they did not.
- *Answer finder*: **would have come anyway**. Calls became shorter in its team, and as much in five teams without it.
- *Call summaries*: a real effect on one series, before and after with its trend.
- *Claims triage* and *Fraud hints*: **two claim the same saving** (overpaid claims); together they promise twice what it moved.
- *Risk notes*: its benefit is **challenged**; the question waits for an answer of Signe Lund.
- *Fraud hints*: its **review is overdue**; an earlier challenge to it was decided.
- **Commercial**: finance came in long **after the first money** (all ten); **no value review** was ever held there.
- *Next best offer*: a case of **point estimates**, signed by the business only. *Sales assistant*: offered, signed by business
  and IT, not by finance; **its cost lies below what such work comes to** and it **may well lose money**. *Churn early
  warning*: signed by all three, but a year after the first money; **claims a benefit that nobody studied**. The other
  seven of Commercial have **no case** at all.
- **Research**: Operations set money aside and uses it; **Commercial set 200,000 aside and used hardly any**.
- *Learning paths* (People): no case yet; too little to say anything there.
"""
