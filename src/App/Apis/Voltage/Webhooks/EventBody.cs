using System.Text.Json;

namespace Fulgurite.App.Apis.Voltage.Webhooks;

/// <summary>Something that happened in a wallet.</summary>
/// <param name="Id">Names it; webhooks of the scheme <c>standard</c> carry it.</param>
/// <param name="Type">Such as <c>receive.completed</c>.</param>
/// <param name="CreatedAt">When it was committed.</param>
/// <param name="WalletId">Where.</param>
/// <param name="Sequence">Its number among the wallet's, from 1, without gaps.</param>
/// <param name="PaymentId">Which payment it is about.</param>
/// <param name="Data">That payment as it is now; null when it is not known.</param>
internal sealed record EventBody(
    string Id,
    string Type,
    DateTimeOffset CreatedAt,
    string WalletId,
    long Sequence,
    string? PaymentId,
    JsonElement? Data);
