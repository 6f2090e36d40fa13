namespace Fulgurite.Contracts.AlphaPo;

/// <summary>The kept bodies of this surface. Files end with a line feed that the body does not have.</summary>
internal static class Golden
{
    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "alphapo", name + ".json")).TrimEnd('\n');
}
