using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

/// <summary>An error's envelope.</summary>
internal sealed record VoltageError(string Message, VoltageErrorBody Error);

/// <summary>What clients branch on.</summary>
internal sealed record VoltageErrorBody(string Type, string Detail);

/// <summary>Where an environment's callbacks go.</summary>
/// <param name="Url">The address; null for nowhere.</param>
/// <param name="Scheme">How they are written and signed.</param>
/// <param name="ProcessingKey">The public key whose secret signs them.</param>
internal sealed record CallbackUrlBody(string? Url, string? Scheme = null, string? ProcessingKey = null);

/// <summary>A page of deliveries, newest first.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="HasMore">Whether older ones follow.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for them; null at the end.</param>
internal sealed record CallbackPage(IReadOnlyList<CallbackBody> Items, bool HasMore, string? NextCursor);

/// <summary>One notice to one endpoint.</summary>
/// <param name="Id">Names it.</param>
/// <param name="WalletId">Whose event it tells.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>exhausted</c>.</param>
/// <param name="CreatedAt">When the event happened.</param>
/// <param name="NextAttemptAt">When the next attempt is due; null when none is.</param>
/// <param name="AttemptCount">Attempts made.</param>
/// <param name="Body">The exact text that is sent and signed.</param>
/// <param name="Attempts">Each try, oldest first; only when one delivery is read.</param>
internal sealed record CallbackBody(
    string Id,
    string WalletId,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    int AttemptCount,
    string Body,
    IReadOnlyList<AttemptBody>? Attempts = null);

/// <summary>One try at a delivery.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Url">Where it went.</param>
/// <param name="HttpStatus">The answer's status; null when there was none.</param>
/// <param name="Problem">Why there was none.</param>
/// <param name="ResponseExcerpt">The beginning of the answer's body.</param>
internal sealed record AttemptBody(
    int Number, DateTimeOffset At, long DurationMs, string Url, int? HttpStatus, string? Problem, string ResponseExcerpt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VoltageError))]
[JsonSerializable(typeof(CallbackUrlBody))]
[JsonSerializable(typeof(CallbackPage))]
[JsonSerializable(typeof(CallbackBody))]
internal sealed partial class VoltageJson : JsonSerializerContext;
