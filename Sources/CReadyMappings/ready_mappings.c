#include "CReadyMappings.h"

// Written by `make mappings` from the files in `mappings/` and `samples/`. To add a ready mapping: its file in
// `mappings/`, its input in `samples/NAME/`, and that command.

static const uint8_t generic_contacts[] = {
#embed "../../mappings/generic-contacts.json"
};
static const uint8_t generic_contacts_sample[] = {
#embed "../../samples/generic-contacts/input.csv"
};

static const uint8_t google_forms_csv[] = {
#embed "../../mappings/google-forms-csv.json"
};
static const uint8_t google_forms_csv_sample[] = {
#embed "../../samples/google-forms-csv/input.csv"
};

static const uint8_t hubspot_contacts[] = {
#embed "../../mappings/hubspot-contacts.json"
};
static const uint8_t hubspot_contacts_sample[] = {
#embed "../../samples/hubspot-contacts/input.csv"
};

static const uint8_t salesforce_leads[] = {
#embed "../../mappings/salesforce-leads.json"
};
static const uint8_t salesforce_leads_sample[] = {
#embed "../../samples/salesforce-leads/input.csv"
};

static const uint8_t typeform_webhook[] = {
#embed "../../mappings/typeform-webhook.json"
};
static const uint8_t typeform_webhook_sample[] = {
#embed "../../samples/typeform-webhook/input.jsonl"
};

#define READY(name, symbol, ending)                                                                      \
  {                                                                                                      \
    name, symbol, sizeof symbol, name ending, symbol##_sample, sizeof symbol##_sample                    \
  }

static const leadbridge_ready_mapping mappings[] = {
    READY("generic-contacts", generic_contacts, ".csv"),
    READY("google-forms-csv", google_forms_csv, ".csv"),
    READY("hubspot-contacts", hubspot_contacts, ".csv"),
    READY("salesforce-leads", salesforce_leads, ".csv"),
    READY("typeform-webhook", typeform_webhook, ".jsonl"),
};

size_t leadbridge_ready_mapping_count(void) { return sizeof mappings / sizeof mappings[0]; }

leadbridge_ready_mapping leadbridge_ready_mapping_at(size_t index) {
  if (index < leadbridge_ready_mapping_count()) return mappings[index];
  return (leadbridge_ready_mapping){0};
}
