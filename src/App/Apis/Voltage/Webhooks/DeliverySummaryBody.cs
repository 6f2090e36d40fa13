namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>How many deliveries a webhook has.</summary>
/// <param name="WebhookId">Whose.</param>
/// <param name="Statuses">Which were counted.</param>
/// <param name="TotalCount">How many.</param>
/// <param name="TotalCountAccuracy">Always <c>exact</c>.</param>
internal sealed record DeliverySummaryBody(
    string WebhookId, IReadOnlyList<string> Statuses, int TotalCount, string TotalCountAccuracy);
