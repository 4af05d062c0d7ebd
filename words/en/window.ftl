### The words of the window, in English: labels, states and questions. What the desk itself says (errors, findings,
### effects) stands in desk.ftl.
###
### Numbers come before adjectives; buttons are verbs; nothing is blamed on the reader.

app-name = Scimdesk
opening = Opening
