#include "CReadyMappings.h"

// Written by `make mappings` from the files in `mappings/` and `samples/`. To add a ready mapping: its file in
// `mappings/`, its input in `samples/NAME/`, and that command.

static const uint8_t contact_form_7_webhook[] = {
#embed "../../mappings/contact-form-7-webhook.json"
};
static const uint8_t contact_form_7_webhook_sample[] = {
#embed "../../samples/contact-form-7-webhook/input.jsonl"
};

static const uint8_t elementor_advanced[] = {
#embed "../../mappings/elementor-advanced.json"
};
static const uint8_t elementor_advanced_sample[] = {
#embed "../../samples/elementor-advanced/input.urlencoded"
};

static const uint8_t elementor_simple[] = {
#embed "../../mappings/elementor-simple.json"
};
static const uint8_t elementor_simple_sample[] = {
#embed "../../samples/elementor-simple/input.urlencoded"
};

static const uint8_t fillout_webhook[] = {
#embed "../../mappings/fillout-webhook.json"
};
static const uint8_t fillout_webhook_sample[] = {
#embed "../../samples/fillout-webhook/input.jsonl"
};

static const uint8_t formstack_webhook[] = {
#embed "../../mappings/formstack-webhook.json"
};
static const uint8_t formstack_webhook_sample[] = {
#embed "../../samples/formstack-webhook/input.urlencoded"
};

static const uint8_t generic_contacts[] = {
#embed "../../mappings/generic-contacts.json"
};
static const uint8_t generic_contacts_sample[] = {
#embed "../../samples/generic-contacts/input.csv"
};

static const uint8_t google_forms_apps_script[] = {
#embed "../../mappings/google-forms-apps-script.json"
};
static const uint8_t google_forms_apps_script_sample[] = {
#embed "../../samples/google-forms-apps-script/input.jsonl"
};

static const uint8_t google_forms_csv[] = {
#embed "../../mappings/google-forms-csv.json"
};
static const uint8_t google_forms_csv_sample[] = {
#embed "../../samples/google-forms-csv/input.csv"
};

static const uint8_t gravity_forms_webhook[] = {
#embed "../../mappings/gravity-forms-webhook.json"
};
static const uint8_t gravity_forms_webhook_sample[] = {
#embed "../../samples/gravity-forms-webhook/input.jsonl"
};

static const uint8_t html_form[] = {
#embed "../../mappings/html-form.json"
};
static const uint8_t html_form_sample[] = {
#embed "../../samples/html-form/input.urlencoded"
};

static const uint8_t hubspot_contacts[] = {
#embed "../../mappings/hubspot-contacts.json"
};
static const uint8_t hubspot_contacts_sample[] = {
#embed "../../samples/hubspot-contacts/input.csv"
};

static const uint8_t netlify_forms_webhook[] = {
#embed "../../mappings/netlify-forms-webhook.json"
};
static const uint8_t netlify_forms_webhook_sample[] = {
#embed "../../samples/netlify-forms-webhook/input.jsonl"
};

static const uint8_t salesforce_leads[] = {
#embed "../../mappings/salesforce-leads.json"
};
static const uint8_t salesforce_leads_sample[] = {
#embed "../../samples/salesforce-leads/input.csv"
};

static const uint8_t salesforce_web_to_lead[] = {
#embed "../../mappings/salesforce-web-to-lead.json"
};
static const uint8_t salesforce_web_to_lead_sample[] = {
#embed "../../samples/salesforce-web-to-lead/input.urlencoded"
};

static const uint8_t typeform_webhook[] = {
#embed "../../mappings/typeform-webhook.json"
};
static const uint8_t typeform_webhook_sample[] = {
#embed "../../samples/typeform-webhook/input.jsonl"
};

static const uint8_t unbounce_webhook[] = {
#embed "../../mappings/unbounce-webhook.json"
};
static const uint8_t unbounce_webhook_sample[] = {
#embed "../../samples/unbounce-webhook/input.urlencoded"
};

static const uint8_t webflow_v1_webhook[] = {
#embed "../../mappings/webflow-v1-webhook.json"
};
static const uint8_t webflow_v1_webhook_sample[] = {
#embed "../../samples/webflow-v1-webhook/input.jsonl"
};

static const uint8_t webflow_v2_webhook[] = {
#embed "../../mappings/webflow-v2-webhook.json"
};
static const uint8_t webflow_v2_webhook_sample[] = {
#embed "../../samples/webflow-v2-webhook/input.jsonl"
};

static const uint8_t wpforms_webhook[] = {
#embed "../../mappings/wpforms-webhook.json"
};
static const uint8_t wpforms_webhook_sample[] = {
#embed "../../samples/wpforms-webhook/input.jsonl"
};

static const uint8_t wufoo_webhook[] = {
#embed "../../mappings/wufoo-webhook.json"
};
static const uint8_t wufoo_webhook_sample[] = {
#embed "../../samples/wufoo-webhook/input.urlencoded"
};

#define READY(name, symbol, ending)                                                                      \
  {                                                                                                      \
    name, symbol, sizeof symbol, name ending, symbol##_sample, sizeof symbol##_sample                    \
  }

static const leadbridge_ready_mapping mappings[] = {
    READY("contact-form-7-webhook", contact_form_7_webhook, ".jsonl"),
    READY("elementor-advanced", elementor_advanced, ".urlencoded"),
    READY("elementor-simple", elementor_simple, ".urlencoded"),
    READY("fillout-webhook", fillout_webhook, ".jsonl"),
    READY("formstack-webhook", formstack_webhook, ".urlencoded"),
    READY("generic-contacts", generic_contacts, ".csv"),
    READY("google-forms-apps-script", google_forms_apps_script, ".jsonl"),
    READY("google-forms-csv", google_forms_csv, ".csv"),
    READY("gravity-forms-webhook", gravity_forms_webhook, ".jsonl"),
    READY("html-form", html_form, ".urlencoded"),
    READY("hubspot-contacts", hubspot_contacts, ".csv"),
    READY("netlify-forms-webhook", netlify_forms_webhook, ".jsonl"),
    READY("salesforce-leads", salesforce_leads, ".csv"),
    READY("salesforce-web-to-lead", salesforce_web_to_lead, ".urlencoded"),
    READY("typeform-webhook", typeform_webhook, ".jsonl"),
    READY("unbounce-webhook", unbounce_webhook, ".urlencoded"),
    READY("webflow-v1-webhook", webflow_v1_webhook, ".jsonl"),
    READY("webflow-v2-webhook", webflow_v2_webhook, ".jsonl"),
    READY("wpforms-webhook", wpforms_webhook, ".jsonl"),
    READY("wufoo-webhook", wufoo_webhook, ".urlencoded"),
};

size_t leadbridge_ready_mapping_count(void) { return sizeof mappings / sizeof mappings[0]; }

leadbridge_ready_mapping leadbridge_ready_mapping_at(size_t index) {
  if (index < leadbridge_ready_mapping_count()) return mappings[index];
  return (leadbridge_ready_mapping){0};
}
