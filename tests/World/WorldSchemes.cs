using Fulgurite.App;
using Fulgurite.Callbacks;

namespace Fulgurite.Worlds;

/// <summary>How the endpoints of a world are told.</summary>
internal static class WorldSchemes
{
    /// <summary>
    /// Those of callback addresses: the product's, and the first once more under another name with a short schedule, so
    /// that an environment can have two endpoints.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, CallbackScheme> OfAddresses = WithSecond(Composition.Schemes);

    /// <summary>These, and webhooks', which show what comes of a deployment's key.</summary>
    public static IReadOnlyDictionary<string, CallbackScheme> Of(byte[] masterKey) =>
        Composition.SchemesOf(masterKey).Concat(OfAddresses).DistinctBy(scheme => scheme.Key).ToDictionary();

    private static Dictionary<string, CallbackScheme> WithSecond(IReadOnlyDictionary<string, CallbackScheme> schemes)
    {
        var first = schemes["alphapo"];
        var second = first with
        {
            Name = "second",
            RetryDelays = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2)],
        };
        return new() { [first.Name] = first, [second.Name] = second };
    }
}
