using Fulgurite.App.Apis.Voltage.Bills;
using Fulgurite.App.Apis.Voltage.Keys;
using Fulgurite.App.Apis.Voltage.LinesOfCredit;
using Fulgurite.App.Apis.Voltage.Organizations;
using Fulgurite.App.Apis.Voltage.Payments;
using Fulgurite.App.Apis.Voltage.Statements;
using Fulgurite.App.Apis.Voltage.Wallets;
using Fulgurite.App.Apis.Voltage.Webhooks;
using Fulgurite.App.Callbacks;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>The native API under <c>/v1</c>, compatible with the Voltage Payments API.</summary>
internal static class VoltageApi
{
    /// <summary>Adds every endpoint, and an answer in the API's own form for every other address under /v1.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="gate">What every call passes first.</param>
    /// <param name="policy">Which callback addresses may be set.</param>
    public static void Map(IEndpointRouteBuilder endpoints, VoltageGate gate, TargetPolicy policy)
    {
        var routes = new VoltageRoutes(endpoints, gate);
        OrganizationEndpoints.Map(routes);
        EnvironmentEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        KeyEndpoints.Map(routes);
        PaymentEndpoints.Map(routes);
        CallbackEndpoints.Map(routes, policy);
        WalletEndpoints.Map(routes);
        LineEndpoints.Map(routes);
        StatementEndpoints.Map(routes);
        BillEndpoints.Map(routes);
        NotYetEndpoints.Map(routes);
        WebhookEndpoints.Map(routes, policy);
        endpoints.Map(UnknownCalls.Path, (RequestDelegate)new UnknownCalls(endpoints).Answer);
    }
}
