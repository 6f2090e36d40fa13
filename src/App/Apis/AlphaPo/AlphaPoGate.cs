using System.Net;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Apis.AlphaPo;

/// <summary>
/// Lets only signed calls through. In this order: key named, key known, signature present, signature valid over the raw
/// bytes, caller's address allowed, body JSON. Nothing is parsed before the signature holds, and the body is not read
/// before the key is known.
/// </summary>
internal sealed class AlphaPoGate(AlphaPoEngine engine, Func<HttpContext, IPAddress?> callerAddress)
{
    private const int PublicKeyLengthMax = 128;

    /// <summary>
    /// A handler for any HTTP request that calls <paramref name="handler"/> only for authenticated ones.
    /// </summary>
    public RequestDelegate Guard(AlphaPoCallHandler handler) => async context =>
    {
        var answer = await AnswerOrUnavailable(context, handler);
        await answer.Send(context);
    };

    private async Task<AlphaPoAnswer> AnswerOrUnavailable(HttpContext context, AlphaPoCallHandler handler)
    {
        try
        {
            return await Answer(context, handler);
        }
        catch (StorageUnavailableException)
        {
            return AlphaPoErrors.Unavailable;
        }
        catch (SecretsUnavailableException)
        {
            return AlphaPoErrors.Unavailable;
        }
    }

    private async Task<AlphaPoAnswer> Answer(HttpContext context, AlphaPoCallHandler handler)
    {
        var request = context.Request;
        var cancel = context.RequestAborted;
        if (Header(request, AlphaPoHeaders.Key) is not { } publicKey)
        {
            return AlphaPoErrors.NoKeyHeader;
        }

        if (await FindKey(publicKey, cancel) is not { } key)
        {
            return AlphaPoErrors.BadKeyHeader;
        }

        if (Header(request, AlphaPoHeaders.Signature) is not { } signature)
        {
            return AlphaPoErrors.NoSignatureHeader;
        }

        if (await RequestBody.Read(request, cancel) is not { } body)
        {
            return AlphaPoErrors.BodyTooLarge;
        }

        if (!RequestBody.IsSigned(request, body, key.Secret, signature))
        {
            return AlphaPoErrors.BadSignatureHeader;
        }

        // Last of the refusals that need no body: who may call from where is told only to the holder of the secret.
        if (!key.Allows(callerAddress(context)))
        {
            return AlphaPoErrors.AddressNotAllowed;
        }

        return RequestBody.Parse(request, body) is { } fields
            ? await handler(new AlphaPoCall(key.Merchant, fields), cancel)
            : AlphaPoErrors.BadContentFormat;
    }

    private async Task<AlphaPoKey?> FindKey(string publicKey, CancellationToken cancel)
    {
        // No key of ours looks otherwise, and the store need not see what strangers make up.
        if (publicKey.Length > PublicKeyLengthMax || !publicKey.All(character => character is > ' ' and <= '~'))
        {
            return null;
        }

        var key = await engine.FindKey(publicKey, cancel);
        return key is { IsDisabled: false } ? key : null;
    }

    /// <summary>
    /// The header's value; null when it is absent or empty. Repeated headers are joined, which fits no key.
    /// </summary>
    private static string? Header(HttpRequest request, string name)
    {
        var value = request.Headers[name].ToString();
        return value.Length == 0 ? null : value;
    }
}
