using System.Text.Json.Serialization;

namespace Fulgurite.App.Apis.Voltage;

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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<AttemptBody>? Attempts = null);
